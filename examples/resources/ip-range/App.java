package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.AccessControlList;
import io.github.pulumisinch.sinch.AccessControlListArgs;
import io.github.pulumisinch.sinch.inputs.IpRangeOfListArgs;
import io.github.pulumisinch.sinch.IpRange;
import io.github.pulumisinch.sinch.IpRangeArgs;
import com.pulumi.resources.CustomResourceOptions;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var shared = new AccessControlList("shared", AccessControlListArgs.builder()
            .name("Shared")
            .ipRanges(IpRangeOfListArgs.builder()
                .ipAddress("192.0.2.0")
                .range(26)
                .description("Data center")
                .build())
            .build(), CustomResourceOptions.builder()
                .ignoreChanges("ipRanges")
                .build());

        var lyon = new IpRange("lyon", IpRangeArgs.builder()
            .accessControlListId(shared.id())
            .ipAddress("203.0.113.32")
            .range(27)
            .description("Lyon")
            .build());

        ctx.export("ipRangeId", lyon.ipRangeId());
    }
}
