package sale.tsh.tds.api.http;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who may call an endpoint; each that is not {@link Open} declares one of these in its
 * {@code @PreAuthorize}. A local API without credentials takes everybody for an operator.
 */
public final class Access {

  /** Whoever may look. */
  public static final String VIEWER = "hasRole('VIEWER')";

  /** Whoever may look and act. */
  public static final String OPERATOR = "hasRole('OPERATOR')";

  private Access() {}

  /** What a caller may do; who may act may look too. */
  enum Role {
    VIEWER,
    OPERATOR;

    /** The authorities that go with it, by Spring's names. */
    List<GrantedAuthority> authorities() {
      return Stream.of(values())
          .filter(each -> each.compareTo(this) <= 0)
          .<GrantedAuthority>map(each -> new SimpleGrantedAuthority("ROLE_" + each))
          .toList();
    }
  }
}
