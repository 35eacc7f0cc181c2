package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.CallBlockingRule;
import io.github.pulumisinch.sinch.CallBlockingRuleArgs;
import io.github.pulumisinch.sinch.enums.CallBlockingRuleDirection;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var noPremium = new CallBlockingRule("no-premium", CallBlockingRuleArgs.builder()
            .name("No premium numbers")
            .direction(CallBlockingRuleDirection.OUTBOUND)
            .calleeMatch("1900")
            .build());

        var noCallersFromAntarctica = new CallBlockingRule("no-callers-from-antarctica", CallBlockingRuleArgs.builder()
            .name("No callers from Antarctica")
            .direction(CallBlockingRuleDirection.INBOUND)
            .callerCountry("AQ")
            .build());

        ctx.export("ruleId", noPremium.id());
    }
}
