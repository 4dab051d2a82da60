package passerelle.engine.process;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.ContainerLog;
import passerelle.gotemplate.GoJson;
import passerelle.gotemplate.GoTime;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.lab.LabDate;
import passerelle.text.ByteText;

/**
 * The file in which json-file keeps a container's log on the host
 * (daemon/logger/jsonfilelog/jsonlog). It is written for who looks at it: {@code docker logs} reads
 * what the engine remembers.
 */
public final class JsonLog {
  /** As much as the engine remembers, in octets: then the file begins anew. */
  private static final int MOST = 4 << 20;

  private final Container container;
  private final FileTree host;
  private int size;

  JsonLog(Container container, FileTree host) {
    this.container = container;
    this.host = host;
  }

  /** Where the daemon keeps what belongs to a container. */
  public static String directory(Container container) {
    return "/var/lib/docker/containers/" + container.id();
  }

  private String path() {
    return directory(container) + "/" + container.id() + "-json.log";
  }

  /** Whether it is the driver of a container. */
  static boolean isOf(Container container) {
    String driver = container.spec().shown("log-driver");
    return driver.isEmpty() || driver.equals("json-file");
  }

  /** Writes all that is printed from now on. */
  void begin() throws KernelException {
    host.makeDirectories(directory(container));
    host.write(path(), new byte[0], false);
    FileTree.OpenFile file = host.append(path(), 0);
    container.log().follow(entry -> write(file, entry));
  }

  private void write(FileTree.OpenFile file, ContainerLog.Entry entry) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("log", entry.text());
    line.put("stream", entry.stream().name().toLowerCase(Locale.ROOT));
    Map<String, String> attributes = LogOptions.attributes(container.spec());
    if (!attributes.isEmpty()) {
      line.put("attrs", attributes);
    }
    line.put("time", GoTime.json(LabDate.at(entry.time())));
    byte[] octets = ByteText.encode(GoJson.marshal(line) + "\n");
    try {
      if (size + octets.length > MOST) {
        host.write(path(), new byte[0], false);
        size = 0;
      }
      size += octets.length;
      file.write(octets);
    } catch (KernelException full) {
      // The daemon tells its own log; the container goes on.
    }
  }
}
