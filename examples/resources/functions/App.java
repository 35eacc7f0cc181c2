package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.SipTrunk;
import io.github.pulumisinch.sinch.SipTrunkArgs;
import io.github.pulumisinch.sinch.SinchFunctions;
import io.github.pulumisinch.sinch.inputs.GetSipTrunkArgs;
import io.github.pulumisinch.sinch.inputs.GetSipEndpointsArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var paris = new SipTrunk("paris", SipTrunkArgs.builder()
            .name("Paris")
            .hostName("acme-paris")
            .build());

        final var found = SinchFunctions.getSipTrunk(GetSipTrunkArgs.builder()
            .id(paris.id())
            .build());

        final var endpoints = SinchFunctions.getSipEndpoints(GetSipEndpointsArgs.builder()
            .sipTrunkId(paris.id())
            .build());

        ctx.export("parisDomain", found.applyValue(_found -> _found.domain()));
        ctx.export("parisEndpoints", endpoints.applyValue(_endpoints -> _endpoints.sipEndpoints()));
    }
}
