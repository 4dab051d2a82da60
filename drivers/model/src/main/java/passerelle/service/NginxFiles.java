package passerelle.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.nginx.Configuration;
import passerelle.nginx.ConfigurationError;
import passerelle.nginx.Directive;

/**
 * What nginx makes at its start: directories for temporary files, which belong to its workers
 * ({@code ngx_create_paths} in src/core/ngx_file.c), and the file with its number.
 *
 * @param settings {@code temp}, where the directories are, and {@code owner}, whose; without them
 *     it makes nothing
 */
record NginxFiles(ServiceProcess process, Map<String, String> settings) {
  private static final List<String> DIRECTORIES =
      List.of("client_temp", "proxy_temp", "fastcgi_temp", "uwsgi_temp", "scgi_temp");

  /** What is wrong with a user for workers where the master is not root. */
  Optional<String> warning(Configuration read) {
    List<Directive> user = read.http().all("user");
    return process.uid() == 0 || user.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the \"user\" directive makes sense only if the master process runs with super-user"
                + (" privileges, ignored in " + user.get(0).file() + ":" + user.get(0).line()));
  }

  /** Makes the directories. */
  void prepare() throws ConfigurationError {
    String below = settings.getOrDefault("temp", "");
    for (String name : below.isEmpty() ? List.<String>of() : DIRECTORIES) {
      String path = below + "/" + name;
      refuse("mkdir() \"" + path + "\"", process.makeDirectory(path));
      if (process.uid() == 0) {
        int owner = Integer.parseInt(settings.get("owner"));
        refuse("chown(\"" + path + "\", " + owner + ")", process.give(path, owner));
      }
    }
  }

  private void refuse(String call, Optional<Errno> error) throws ConfigurationError {
    if (error.isPresent()) {
      throw new ConfigurationError(call + failed(error.get()));
    }
  }

  private String failed(Errno errno) {
    return " failed (" + errno.number() + ": " + process.strerror(errno) + ")";
  }

  /** Writes its number; why it cannot. */
  Optional<String> pid(Configuration read) {
    if (!settings.containsKey("temp")) {
      return Optional.empty();
    }
    String path = read.http().value("pid").orElse("/run/nginx.pid");
    return process.write(path, "1\n").map(errno -> "open() \"" + path + "\"" + failed(errno));
  }
}
