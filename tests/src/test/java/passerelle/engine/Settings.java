package passerelle.engine;

import passerelle.driver.DriverSettings;

/** Settings that are otherwise than usual. */
public final class Settings {
  private Settings() {}

  /** The same but for the options of the bridge driver. */
  static EngineSettings withDriver(EngineSettings usual, DriverSettings driver) {
    return with(usual, driver, usual.emptyStore());
  }

  /** The same on a fresh machine, where no image was pulled yet. */
  public static EngineSettings withEmptyStore(EngineSettings usual) {
    return with(usual, usual.driver(), true);
  }

  private static EngineSettings with(EngineSettings usual, DriverSettings driver, boolean empty) {
    return new EngineSettings(
        usual.profile(),
        usual.firewall(),
        driver,
        usual.bridge(),
        usual.names(),
        usual.pools(),
        usual.networkOptions(),
        usual.liveRestore(),
        empty,
        usual.host(),
        usual.boot(),
        usual.shown());
  }
}
