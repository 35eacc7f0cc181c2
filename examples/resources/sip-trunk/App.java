package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.SipTrunk;
import io.github.pulumisinch.sinch.SipTrunkArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var voice = new SipTrunk("voice", SipTrunkArgs.builder()
            .name("Voice")
            .hostName("acme-voice")
            .enableCallForward(true)
            .callForwardNumber("+12025550199")
            .build());

        ctx.export("domain", voice.domain());
    }
}
