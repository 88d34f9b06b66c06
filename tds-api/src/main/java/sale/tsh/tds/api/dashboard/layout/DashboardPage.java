package sale.tsh.tds.api.dashboard.layout;

import io.swagger.v3.oas.annotations.Hidden;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Controller;

/**
 * Marks a controller whose methods name templates. {@link PageModel} adds what every page needs,
 * and {@link PageProblems} answers an error with a page. The API's documentation leaves it out.
 */
@Controller
@Hidden
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DashboardPage {}
