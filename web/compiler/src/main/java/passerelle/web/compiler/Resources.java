package passerelle.web.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.teavm.classlib.ResourceSupplier;
import org.teavm.classlib.ResourceSupplierContext;

/** All resources of Passerelle's modules but the real kernel's go into the page. */
@SuppressWarnings("deprecation")
public final class Resources implements ResourceSupplier {
  @Override
  public String[] supplyResources(ResourceSupplierContext context) {
    Set<String> names = new TreeSet<>();
    try {
      for (URL url : Collections.list(context.getClassLoader().getResources("passerelle"))) {
        URI uri = url.toURI();
        if (uri.getScheme().equals("jar")) {
          try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            collect(jar.getPath("/passerelle"), names);
          }
        } else {
          collect(Path.of(uri), names);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return names.toArray(String[]::new);
  }

  private static void collect(Path root, Set<String> names) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(Files::isRegularFile)
          .map(f -> "passerelle/" + root.relativize(f).toString().replace('\\', '/'))
          .filter(n -> !n.endsWith(".class") && !n.startsWith("passerelle/real/"))
          .forEach(names::add);
    }
  }
}
