package sale.tsh.tds.api.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an endpoint that needs no dashboard credentials. It reveals nothing, or checks its callers
 * itself. The annotation only declares this and costs a webhook nothing. {@link
 * SecurityConfiguration#OPEN} opens the path, and webhooks bypass the security filters.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenEndpoint {}
