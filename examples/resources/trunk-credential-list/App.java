package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.SipTrunk;
import io.github.pulumisinch.sinch.SipTrunkArgs;
import io.github.pulumisinch.sinch.CredentialList;
import io.github.pulumisinch.sinch.CredentialListArgs;
import io.github.pulumisinch.sinch.inputs.CredentialOfListArgs;
import io.github.pulumisinch.sinch.TrunkCredentialList;
import io.github.pulumisinch.sinch.TrunkCredentialListArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        final var config = ctx.config();
        final var dialerSecret = config.requireSecret("dialerSecret");
        var oslo = new SipTrunk("oslo", SipTrunkArgs.builder()
            .name("Oslo")
            .hostName("acme-oslo")
            .build());

        var osloDialers = new CredentialList("oslo-dialers", CredentialListArgs.builder()
            .name("Oslo dialers")
            .credentials(CredentialOfListArgs.builder()
                .username("oslo01")
                .password(dialerSecret)
                .build())
            .build());

        var osloLink = new TrunkCredentialList("oslo-link", TrunkCredentialListArgs.builder()
            .sipTrunkId(oslo.id())
            .credentialListId(osloDialers.id())
            .build());

        ctx.export("linkId", osloLink.id());
    }
}
