package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.CountryPermissions;
import io.github.pulumisinch.sinch.CountryPermissionsArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var open = new CountryPermissions("open", CountryPermissionsArgs.builder()
            .countries(
                "US",
                "CA",
                "GB")
            .ignore("SE")
            .build());

        ctx.export("openBefore", open.enabledBefore());
    }
}
