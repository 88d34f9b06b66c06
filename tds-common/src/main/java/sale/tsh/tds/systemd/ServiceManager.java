package sale.tsh.tds.systemd;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manager that started this process, where it is one that wants to be told. Speaks {@code
 * sd_notify(3)} through libsystemd, since Java has no datagram sockets of the Unix domain.
 */
public final class ServiceManager {

  private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);

  private final @Nullable MethodHandle notify;

  private ServiceManager(@Nullable MethodHandle notify) {
    this.notify = notify;
  }

  /** The manager behind {@code NOTIFY_SOCKET}, which libsystemd reads by itself. */
  public static ServiceManager ofThisProcess() {
    return new ServiceManager(System.getenv("NOTIFY_SOCKET") == null ? null : libsystemd());
  }

  /** Tells it the given assignments, such as {@code READY=1}; a failure is logged. */
  public void tell(String... assignments) {
    if (notify == null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      String state = String.join("\n", assignments);
      int result = (int) notify.invokeExact(0, arena.allocateFrom(state));
      if (result < 0) {
        log.warn("systemd could not be told {}: errno {}", state, -result);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("Cannot call sd_notify", e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle libsystemd() {
    return Linker.nativeLinker()
        .downcallHandle(
            SymbolLookup.libraryLookup("libsystemd.so.0", Arena.global()).findOrThrow("sd_notify"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }
}
