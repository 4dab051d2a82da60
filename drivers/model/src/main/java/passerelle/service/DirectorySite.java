package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A site that is a directory of the process's files, as they are when they are asked for.
 *
 * @param root the directory, without a final slash
 * @param modified seconds since 1970 that its files are said to have been changed at
 */
record DirectorySite(ServiceProcess process, String root, long modified)
    implements HttpSoftware.Site {

  @Override
  public Optional<HttpSoftware.Resource> find(String path) {
    return process
        .file(root + path + (path.endsWith("/") ? "index.html" : ""))
        .map(b -> new HttpSoftware.Resource(b.getBytes(StandardCharsets.UTF_8), modified));
  }

  /** What has an index: other directories have nothing to show. */
  @Override
  public boolean isDirectory(String path) {
    return process.file(root + path + "/index.html").isPresent();
  }
}
