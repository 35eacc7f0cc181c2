package app;

import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.AccessControlList;
import io.github.pulumisinch.sinch.AccessControlListArgs;
import io.github.pulumisinch.sinch.SipTrunk;
import io.github.pulumisinch.sinch.SipTrunkArgs;
import io.github.pulumisinch.sinch.TrunkAccessControlList;
import io.github.pulumisinch.sinch.TrunkAccessControlListArgs;
import io.github.pulumisinch.sinch.inputs.IpRangeOfListArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            var trunk = new SipTrunk("voice", SipTrunkArgs.builder().name("Voice").hostName("acme-voice").build());
            var list = new AccessControlList("office", AccessControlListArgs.builder()
                .name("Office")
                .ipRanges(IpRangeOfListArgs.builder().ipAddress("198.51.100.16").range(28).build())
                .build());
            new TrunkAccessControlList("link", TrunkAccessControlListArgs.builder()
                .sipTrunkId(trunk.id())
                .accessControlListId(list.id())
                .build());
            ctx.export("domain", trunk.domain());
        });
    }
}
