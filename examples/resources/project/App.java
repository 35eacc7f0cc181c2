package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.Project;
import io.github.pulumisinch.sinch.ProjectArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var subsidiary = new Project("subsidiary", ProjectArgs.builder()
            .project("6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921")
            .build());

        ctx.export("project0", subsidiary.project());
    }
}
