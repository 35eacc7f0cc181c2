package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.SipTrunk;
import io.github.pulumisinch.sinch.SipTrunkArgs;
import io.github.pulumisinch.sinch.PhoneNumberAssignment;
import io.github.pulumisinch.sinch.PhoneNumberAssignmentArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var support = new SipTrunk("support", SipTrunkArgs.builder()
            .name("Support")
            .hostName("acme-support")
            .build());

        var hotline = new PhoneNumberAssignment("hotline", PhoneNumberAssignmentArgs.builder()
            .phoneNumber("+12025550101")
            .sipTrunkId(support.id())
            .build());

        ctx.export("number", hotline.phoneNumber());
    }
}
