package sale.tsh.tds.api.security;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do. An operator may do all that a viewer may. */
enum DashboardRole {
  VIEWER,
  OPERATOR;

  /** The authorities of this role, by Spring's names. */
  List<GrantedAuthority> authorities() {
    return Stream.of(values())
        .filter(each -> each.compareTo(this) <= 0)
        .<GrantedAuthority>map(each -> new SimpleGrantedAuthority("ROLE_" + each))
        .toList();
  }
}
