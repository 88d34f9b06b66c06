package sale.tsh.tds.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which of the next calls get which faults. A call may get several. */
final class FaultPlan {

  private static final class Planned {
    private final Predicate<SimulatedCall> which;
    private final SimulatedFault fault;
    private int left;

    private Planned(int times, Predicate<SimulatedCall> which, SimulatedFault fault) {
      this.left = times;
      this.which = which;
      this.fault = fault;
    }
  }

  private final List<Planned> plan = new ArrayList<>();

  synchronized void next(int times, Predicate<SimulatedCall> which, SimulatedFault fault) {
    plan.add(new Planned(times, which, fault));
  }

  synchronized void clear() {
    plan.clear();
  }

  /** Returns how often planned faults still have to occur. */
  synchronized long left() {
    return plan.stream().mapToLong(planned -> planned.left).sum();
  }

  synchronized SimulatedAnswer apply(SimulatedCall call, SimulatedAnswer answer) {
    SimulatedAnswer changed = answer;
    for (Planned planned : plan) {
      if (planned.left > 0 && planned.which.test(call) && planned.fault.fits(changed)) {
        planned.left--;
        changed = planned.fault.change(changed);
      }
    }
    plan.removeIf(planned -> planned.left == 0);
    return changed;
  }
}
