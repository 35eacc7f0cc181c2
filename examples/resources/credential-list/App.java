package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.CredentialList;
import io.github.pulumisinch.sinch.CredentialListArgs;
import io.github.pulumisinch.sinch.inputs.CredentialOfListArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        final var config = ctx.config();
        final var branchSecret = config.requireSecret("branchSecret");
        var branches = new CredentialList("branches", CredentialListArgs.builder()
            .name("Branches")
            .credentials(CredentialOfListArgs.builder()
                .username("branch01")
                .password(branchSecret)
                .build())
            .build());

        ctx.export("usernames", branches.usernames());
    }
}
