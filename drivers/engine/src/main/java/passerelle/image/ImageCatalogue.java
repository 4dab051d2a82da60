package passerelle.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.files.Utf8;

/** The images that an engine has, in the order of their file. */
public final class ImageCatalogue {
  /** Catalogues that come with Passerelle. */
  public static final List<String> BUILT_IN = List.of("course", "stand-in");

  /** A catalogue file may have so many octets. */
  static final int MOST_OCTETS = 1 << 20;

  private static final Map<String, ImageCatalogue> KNOWN =
      BUILT_IN.stream().collect(Collectors.toUnmodifiableMap(n -> n, ImageCatalogue::known));

  private final String name;
  private final Supplier<List<CatalogueEntry>> reader;
  private Optional<List<CatalogueEntry>> read = Optional.empty();

  private ImageCatalogue(String name, Supplier<List<CatalogueEntry>> reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * A catalogue by name, {@code course} or {@code stand-in}, or of a file, which adds its images to
   * those of the course.
   *
   * @param files where files are read from
   * @throws FileRefusal when there is no such file, or it cannot be read
   * @throws CatalogueException says in one line what is wrong in it, and where
   */
  public static ImageCatalogue load(String nameOrFile, MachineFiles files)
      throws CatalogueException, FileRefusal {
    return BUILT_IN.contains(nameOrFile)
        ? builtIn(nameOrFile)
        : parse(nameOrFile, Utf8.decode(nameOrFile, files.read(nameOrFile, MOST_OCTETS)))
            .and(builtIn("course"));
  }

  /**
   * A catalogue that comes with Passerelle, read when the first image is asked for: the prompt
   * comes sooner.
   */
  public static ImageCatalogue builtIn(String name) {
    if (!BUILT_IN.contains(name)) {
      throw new IllegalArgumentException("no image catalogue " + name);
    }
    return KNOWN.get(name);
  }

  private static ImageCatalogue known(String name) {
    return new ImageCatalogue(name, () -> CatalogueReader.builtIn(name));
  }

  /**
   * Reads the text of a catalogue.
   *
   * @param name how errors call it
   */
  public static ImageCatalogue parse(String name, String text) throws CatalogueException {
    List<CatalogueEntry> entries =
        new CatalogueReader(name).read(text).stream().map(CatalogueEntry::of).toList();
    return new ImageCatalogue(name, () -> entries);
  }

  /** This catalogue, and behind it all that another one has besides. */
  public ImageCatalogue and(ImageCatalogue other) {
    return new ImageCatalogue(
        name,
        () -> {
          List<CatalogueEntry> all = new ArrayList<>(entries());
          Set<String> taken = new HashSet<>();
          all.forEach(entry -> taken.addAll(entry.references()));
          other.entries().stream()
              .filter(entry -> Collections.disjoint(taken, entry.references()))
              .forEach(all::add);
          return List.copyOf(all);
        });
  }

  /** Its name, or that of its file. */
  public String name() {
    return name;
  }

  private synchronized List<CatalogueEntry> entries() {
    if (read.isEmpty()) {
      read = Optional.of(reader.get());
    }
    return read.get();
  }

  /** The images that an engine has that has all. */
  public List<Image> images() {
    return entries().stream().filter(CatalogueEntry::isListed).map(CatalogueEntry::image).toList();
  }

  /** One of these, by one of its names with its tag; no other is read for it. */
  public Optional<Image> named(String reference) {
    return entries().stream()
        .filter(entry -> entry.isListed() && entry.references().contains(reference))
        .map(CatalogueEntry::image)
        .findFirst();
  }

  /** The image of a name with or without tag. */
  public Optional<Image> find(String wanted) {
    String reference = normalize(wanted);
    return entries().stream().flatMap(entry -> entry.find(reference).stream()).findFirst();
  }

  /** The image of a repository that has a digest, its own or its manifest's. */
  public Optional<Image> find(String repository, String digest) {
    return entries().stream()
        .filter(entry -> entry.isOf(repository))
        .map(CatalogueEntry::image)
        .filter(i -> digest.equals(i.manifestDigest()) || digest.equals(i.digest()))
        .findFirst();
  }

  /** Whether there is a repository of that familiar name. */
  public boolean hasRepository(String repository) {
    return entries().stream().anyMatch(entry -> entry.isOf(repository));
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
}
