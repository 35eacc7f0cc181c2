package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumisinch.sinch.CountryPermission;
import io.github.pulumisinch.sinch.CountryPermissionArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var sweden = new CountryPermission("sweden", CountryPermissionArgs.builder()
            .isoCode("SE")
            .enabled(true)
            .build());

        ctx.export("dialingCodes", sweden.countryDialingCodes());
    }
}
