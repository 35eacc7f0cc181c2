package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.SipTrunk;
import io.github.pulumisinch.sinch.SipTrunkArgs;
import io.github.pulumisinch.sinch.SipEndpoint;
import io.github.pulumisinch.sinch.SipEndpointArgs;
import io.github.pulumisinch.sinch.CredentialList;
import io.github.pulumisinch.sinch.CredentialListArgs;
import io.github.pulumisinch.sinch.inputs.CredentialOfListArgs;
import io.github.pulumisinch.sinch.enums.SipEndpointTransport;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        final var config = ctx.config();
        final var phoneSecret = config.requireSecret("phoneSecret");
        var berlin = new SipTrunk("berlin", SipTrunkArgs.builder()
            .name("Berlin")
            .hostName("acme-berlin")
            .build());

        var berlinSbc = new SipEndpoint("berlin-sbc", SipEndpointArgs.builder()
            .sipTrunkId(berlin.id())
            .name("Berlin SBC")
            .address("sbc.example.com")
            .port(5061)
            .transport(SipEndpointTransport.TLS)
            .priority(1)
            .build());

        var berlinPhones = new CredentialList("berlin-phones", CredentialListArgs.builder()
            .name("Berlin phones")
            .credentials(CredentialOfListArgs.builder()
                .username("berlin01")
                .password(phoneSecret)
                .build())
            .build());

        var berlinPhone = new SipEndpoint("berlin-phone", SipEndpointArgs.builder()
            .sipTrunkId(berlin.id())
            .name("Berlin reception")
            .isRegistered(true)
            .credentialUsername(berlinPhones.usernames().applyValue(_usernames -> _usernames.get(0)))
            .priority(2)
            .build());

        ctx.export("sbcId", berlinSbc.id());
    }
}
