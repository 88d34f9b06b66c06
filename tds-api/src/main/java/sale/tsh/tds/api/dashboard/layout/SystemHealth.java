package sale.tsh.tds.api.dashboard.layout;

/** The health of the whole system. The title of each view has a mark while it is not normal. */
public interface SystemHealth {

  /** The band of some seconds ago at most. It is critical if it cannot be read. */
  HealthBand band();
}
