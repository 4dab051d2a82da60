package passerelle.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The images that an engine has, in the order of their file. */
public final class ImageCatalogue {
  /** Catalogues that come with Passerelle. */
  public static final List<String> BUILT_IN = List.of("course", "stand-in");

  private final Supplier<List<Image>> reader;
  private List<Image> read = List.of();

  private ImageCatalogue(Supplier<List<Image>> reader) {
    this.reader = reader;
  }

  /**
   * A catalogue by name, {@code course} or {@code stand-in}, or by the path of a file.
   *
   * @throws CatalogueException says in one line what is wrong, and where
   */
  public static ImageCatalogue load(String nameOrPath) throws CatalogueException {
    if (BUILT_IN.contains(nameOrPath)) {
      return builtIn(nameOrPath);
    }
    try {
      return file(Path.of(nameOrPath));
    } catch (InvalidPathException e) {
      throw new CatalogueException("not the name of an image catalogue", e);
    }
  }

  /** Read when the first image is asked for: the prompt comes sooner. */
  private static ImageCatalogue builtIn(String name) {
    return new ImageCatalogue(() -> readBuiltIn(name));
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

  private static ImageCatalogue file(Path path) throws CatalogueException {
    try {
      return parse(path.toString(), Files.readString(path));
    } catch (CharacterCodingException e) {
      throw new CatalogueException(path + ": not a text in UTF-8", e);
    } catch (IOException e) {
      throw new CatalogueException(path + ": cannot read this image catalogue", e);
    }
  }

  /**
   * Reads the text of a catalogue.
   *
   * @param name how errors call it
   */
  public static ImageCatalogue parse(String name, String text) throws CatalogueException {
    List<Image> images = List.copyOf(new CatalogueReader(name).read(text));
    return new ImageCatalogue(() -> images);
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
