package passerelle.engine.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Devices by names of the Container Device Interface, {@code VENDOR/CLASS=NAME}: {@code --device}
 * takes them, too. The machine has no specifications of any (tags.cncf.io,
 * container-device-interface/pkg/parser).
 */
public final class CdiDevices {
  /** By which their names are kept among the options of a container. */
  public static final String OPTION = "cdi";

  private static final String NAME =
      "[A-Za-z]([A-Za-z0-9_.-]*[A-Za-z0-9])?/[A-Za-z]([A-Za-z0-9_-]*[A-Za-z0-9])?"
          + "=[A-Za-z0-9]([A-Za-z0-9_.:-]*[A-Za-z0-9])?";

  private CdiDevices() {}

  /** Whether a value of {@code --device} is such a name, and no path. */
  public static boolean isName(String device) {
    return device.matches(NAME);
  }

  /** The request for them as inspect shows it. */
  public static Map<String, Object> document(List<String> names) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Driver", "cdi");
    document.put("Count", 0);
    document.put("DeviceIDs", names);
    document.put("Capabilities", Optional.empty());
    document.put("Options", Optional.empty());
    return document;
  }
}
