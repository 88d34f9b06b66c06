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
 * The service manager that started this process, if it expects notifications. It is notified with
 * {@code sd_notify(3)} of libsystemd, since Java has no Unix domain datagram sockets.
 */
public final class ServiceManager {

  private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);

  private final @Nullable MethodHandle notify;

  private ServiceManager(@Nullable MethodHandle notify) {
    this.notify = notify;
  }

  /** The manager behind {@code NOTIFY_SOCKET}, a variable that libsystemd reads itself. */
  public static ServiceManager ofThisProcess() {
    return new ServiceManager(System.getenv("NOTIFY_SOCKET") == null ? null : libsystemd());
  }

  /** Sends assignments, such as {@code READY=1}, to the manager. A failure is logged. */
  public void send(String... assignments) {
    if (notify == null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      String state = String.join("\n", assignments);
      int result = (int) notify.invokeExact(0, arena.allocateFrom(state));
      if (result < 0) {
        log.warn("Could not send {} to systemd: errno {}", state, -result);
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
