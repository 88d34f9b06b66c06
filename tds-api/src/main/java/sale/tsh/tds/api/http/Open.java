package sale.tsh.tds.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An endpoint for anybody: it reveals nothing, or asks for a proof of its own. Only declares so,
 * and costs a webhook nothing; what opens the path is {@link SecurityConfiguration#OPEN}, or that
 * it is a webhook's.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {}
