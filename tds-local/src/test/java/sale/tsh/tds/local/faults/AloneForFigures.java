package sale.tsh.tds.local.faults;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Lets a drill run alone if its figures are wanted, because another test slows what it times. The
 * profile {@code faults} wants them. The profile {@code all} asks only whether anything was lost.
 */
public final class AloneForFigures implements ResourceLocksProvider {

  @Override
  public Set<Lock> provideForClass(Class<?> drill) {
    return Boolean.getBoolean("faults.alone") ? Set.of(new Lock(Resources.GLOBAL)) : Set.of();
  }
}
