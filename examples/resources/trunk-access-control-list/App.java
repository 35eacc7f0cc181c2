package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.SipTrunk;
import io.github.pulumisinch.sinch.SipTrunkArgs;
import io.github.pulumisinch.sinch.AccessControlList;
import io.github.pulumisinch.sinch.AccessControlListArgs;
import io.github.pulumisinch.sinch.inputs.IpRangeOfListArgs;
import io.github.pulumisinch.sinch.TrunkAccessControlList;
import io.github.pulumisinch.sinch.TrunkAccessControlListArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var madrid = new SipTrunk("madrid", SipTrunkArgs.builder()
            .name("Madrid")
            .hostName("acme-madrid")
            .build());

        var madridOffice = new AccessControlList("madrid-office", AccessControlListArgs.builder()
            .name("Madrid office")
            .ipRanges(IpRangeOfListArgs.builder()
                .ipAddress("198.51.100.64")
                .range(29)
                .build())
            .build());

        var madridLink = new TrunkAccessControlList("madrid-link", TrunkAccessControlListArgs.builder()
            .sipTrunkId(madrid.id())
            .accessControlListId(madridOffice.id())
            .build());

        ctx.export("linkId", madridLink.id());
    }
}
