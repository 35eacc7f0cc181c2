package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.AccessControlList;
import io.github.pulumisinch.sinch.AccessControlListArgs;
import io.github.pulumisinch.sinch.inputs.IpRangeOfListArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var offices = new AccessControlList("offices", AccessControlListArgs.builder()
            .name("Offices")
            .ipRanges(
                IpRangeOfListArgs.builder()
                    .ipAddress("198.51.100.16")
                    .range(28)
                    .description("Head office")
                    .build(),
                IpRangeOfListArgs.builder()
                    .ipAddress("203.0.113.7")
                    .description("Warehouse")
                    .build())
            .build());

        ctx.export("accessControlListId", offices.id());
    }
}
