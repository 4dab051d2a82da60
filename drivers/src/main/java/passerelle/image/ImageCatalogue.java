package passerelle.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.files.Utf8;

/** The images that an engine has, in the order of their file. */
public final class ImageCatalogue {
  /** Catalogues that come with Passerelle. */
  public static final List<String> BUILT_IN = List.of("course", "stand-in");

  /** A catalogue file may have so many octets. */
  static final int MOST_OCTETS = 1 << 20;

  private final String name;
  private final Supplier<List<Image>> reader;
  private List<Image> read = List.of();

  private ImageCatalogue(String name, Supplier<List<Image>> reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * A catalogue by name, {@code course} or {@code stand-in}, or of a file.
   *
   * @param files where files are read from
   * @throws FileRefusal when there is no such file, or it cannot be read
   * @throws CatalogueException says in one line what is wrong in it, and where
   */
  public static ImageCatalogue load(String nameOrFile, MachineFiles files)
      throws CatalogueException, FileRefusal {
    return BUILT_IN.contains(nameOrFile)
        ? builtIn(nameOrFile)
        : parse(nameOrFile, Utf8.decode(nameOrFile, files.read(nameOrFile, MOST_OCTETS)));
  }

  /**
   * A catalogue that comes with Passerelle, read when the first image is asked for: the prompt
   * comes sooner.
   */
  public static ImageCatalogue builtIn(String name) {
    if (!BUILT_IN.contains(name)) {
      throw new IllegalArgumentException("no image catalogue " + name);
    }
    return new ImageCatalogue(name, () -> readBuiltIn(name));
  }

  private static List<Image> readBuiltIn(String name) {
    String resource = "/passerelle/image/" + name + ".yaml";
    try (InputStream in = ImageCatalogue.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.copyOf(new CatalogueReader(name).read(text));
    } catch (CatalogueException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + resource, e);
    }
  }

  /**
   * Reads the text of a catalogue.
   *
   * @param name how errors call it
   */
  public static ImageCatalogue parse(String name, String text) throws CatalogueException {
    List<Image> images = List.copyOf(new CatalogueReader(name).read(text));
    return new ImageCatalogue(name, () -> images);
  }

  /** Its name, or that of its file. */
  public String name() {
    return name;
  }

  public List<Image> images() {
    if (read.isEmpty()) {
      read = reader.get();
    }
    return read;
  }

  /** The image of a name with or without tag, or of an id or its beginning. */
  public Optional<Image> find(String wanted) {
    String reference = normalize(wanted);
    for (Image image : images()) {
      if (image.references().contains(reference)) {
        return Optional.of(image);
      }
    }
    String hex = wanted.startsWith("sha256:") ? wanted.substring(7) : wanted;
    if (!hex.matches("[0-9a-f]{1,64}")) {
      return Optional.empty();
    }
    return images().stream().filter(i -> i.id().startsWith(hex)).findFirst();
  }

  /**
   * The familiar form of a name with its tag: {@code docker.io/library/nginx} is {@code
   * nginx:latest}.
   */
  public static String normalize(String name) {
    String familiar = name;
    for (String prefix : List.of("docker.io/", "index.docker.io/", "library/")) {
      if (familiar.startsWith(prefix)) {
        familiar = familiar.substring(prefix.length());
      }
    }
    boolean tagged = familiar.indexOf(':', familiar.lastIndexOf('/') + 1) >= 0;
    return tagged || familiar.contains("@") ? familiar : familiar + ":latest";
  }

  /** All names, for completion. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    images().forEach(image -> names.addAll(image.references()));
    return names;
  }
}
