package passerelle.real.read;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.text.Resources;
import passerelle.text.WordList;

/**
 * The settings under /proc/sys/net that the labs are about. What a thread reads there are those of
 * the namespace that it is in (net/sysctl_net.c:net_ctl_header_lookup).
 */
final class SettingsReader {
  private static final int LONGEST = 256;
  private static final Path ROOT = Path.of("/proc/sys/net");

  /** Of the namespace as a whole; those of a module that is not loaded are not there. */
  private static final List<String> OF_NAMESPACE =
      WordList.of(Resources.text(SettingsReader.class, "settings.txt"));

  /** Of each device, of {@code all} and of {@code default}, by directory. */
  private static final Map<String, List<String>> OF_DEVICE =
      Map.of(
          "ipv4/conf",
          WordList.of(
              """
              accept_local accept_redirects arp_announce arp_ignore arp_notify forwarding
              ignore_routes_with_linkdown promote_secondaries proxy_arp route_localnet rp_filter
              send_redirects
              """),
          "ipv6/conf",
          List.of("disable_ipv6"));

  private SettingsReader() {}

  /** The settings of the calling thread's namespace, by key with dots. */
  static Map<String, String> read() throws IOException {
    Map<String, String> out = new TreeMap<>();
    for (String setting : OF_NAMESPACE) {
      add(out, "net." + setting.replace('/', '.'), ROOT.resolve(setting));
    }
    for (Map.Entry<String, List<String>> each : OF_DEVICE.entrySet()) {
      Path conf = ROOT.resolve(each.getKey());
      if (Files.isDirectory(conf)) {
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(conf)) {
          for (Path device : devices) {
            String prefix =
                "net." + each.getKey().replace('/', '.') + "." + device.getFileName() + ".";
            for (String setting : each.getValue()) {
              add(out, prefix + setting, device.resolve(setting));
            }
          }
        }
      }
    }
    return out;
  }

  /**
   * One of them, of which the name of a device may have dots itself; empty when it is not there.
   */
  static Optional<String> read(String key) throws IOException {
    int end = key.lastIndexOf('.');
    for (String directory : OF_DEVICE.keySet()) {
      String prefix = "net." + directory.replace('/', '.') + ".";
      if (key.startsWith(prefix) && end > prefix.length()) {
        String device = key.substring(prefix.length(), end);
        return text(ROOT.resolve(directory).resolve(device).resolve(key.substring(end + 1)));
      }
    }
    return text(ROOT.resolve(key.substring("net.".length()).replace('.', '/')));
  }

  private static void add(Map<String, String> out, String key, Path file) throws IOException {
    text(file).ifPresent(value -> out.put(key, value));
  }

  /**
   * Empty when it is not there, or no longer: its device may have gone since it was listed. It is
   * read at once: the kernel gives a value to the first read only, as much as that asks for
   * (kernel/sysctl.c:do_proc_dointvec).
   */
  private static Optional<String> text(Path file) throws IOException {
    byte[] value = new byte[LONGEST];
    try (InputStream in = new FileInputStream(file.toFile())) {
      int length = Math.max(0, in.read(value));
      return Optional.of(new String(value, 0, length, StandardCharsets.UTF_8).stripTrailing());
    } catch (FileNotFoundException gone) {
      return Optional.empty();
    }
  }
}
