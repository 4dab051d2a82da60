package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import passerelle.text.Resources;

/**
 * What the package archive of a release offers, read from its resource: repositories, packages, and
 * for each package that somebody may ask for what comes with it.
 */
final class Archive {
  /** The releases that there is data about, as {@code ID-VERSION_ID} of os-release. */
  static final Set<String> RELEASES =
      Set.of("debian-13", "debian-12", "ubuntu-24.04", "alpine-3.22", "el-9");

  /**
   * Releases that there is no data about, by the one that answers in their place: the names of
   * their suites are their own, versions and sizes are the neighbour's.
   */
  private static final List<Neighbour> NEIGHBOURS =
      List.of(
          new Neighbour("debian-11", "debian-12", "bookworm", "bullseye"),
          new Neighbour("debian-10", "debian-12", "bookworm", "buster"),
          new Neighbour("ubuntu-22.04", "ubuntu-24.04", "noble", "jammy"),
          new Neighbour("ubuntu-20.04", "ubuntu-24.04", "noble", "focal"),
          new Neighbour("ubuntu-18.04", "ubuntu-24.04", "noble", "bionic"),
          rpm("rocky-9", ".el9", "Rocky Linux 9", "rockylinux.org"),
          rpm("almalinux-9", ".el9", "AlmaLinux 9", "almalinux.org"),
          rpm("ol-9", ".el9", "Oracle Linux 9", "oracle.com"),
          rpm("amzn-2023", ".amzn2023", "Amazon Linux 2023", "amazonlinux.com"),
          rpm("fedora-43", ".fc43", "Fedora 43", "fedoraproject.org"),
          rpm("centos-7", ".el7", "CentOS 7", "centos.org"));

  private static Neighbour rpm(String release, String mark, String title, String domain) {
    return new Neighbour(
        release,
        "el-9",
        "\\.el9|Rocky Linux 9|rockylinux\\.org",
        "%s|%s|%s".formatted(mark, title, domain));
  }

  /**
   * A release whose data is another's, but for some words in it.
   *
   * @param theirs the words there, regular expressions with a bar between them
   * @param own what stands for each of them here
   */
  private record Neighbour(String release, String data, String theirs, String own) {
    String of(String text) {
      String[] words = theirs.split("\\|");
      String[] here = own.split("\\|");
      String changed = text;
      for (int i = 0; i < words.length && !theirs.isEmpty(); i++) {
        changed = changed.replaceAll(words[i], here[i]);
      }
      return changed;
    }
  }

  /** Those that somebody has asked for: all labs have the same. */
  private static final Map<String, Archive> KNOWN = new ConcurrentHashMap<>();

  private static final String OFFERED = "=ticsn";

  private final Neighbour source;
  private boolean isRead;
  private final List<Repository> repositories = new ArrayList<>();
  private final Map<String, Package> packages = new LinkedHashMap<>();

  /** The lines that tell what is done for a name: of most nobody asks. */
  private final Map<String, List<String>> offers = new LinkedHashMap<>();

  private final Map<String, List<String>> virtual = new LinkedHashMap<>();

  /** Packages that people ask for, and of which nothing is modelled. */
  private final Set<String> others = new HashSet<>();

  private Base base = new Base(0, 0, 0, "", 0);

  /**
   * A part of the archive that has an index of its own.
   *
   * @param url where it is
   * @param suite its name there, such as {@code trixie} or {@code main}
   * @param release octets of the signed list of indexes; 0 where there is none
   * @param index octets of the index of packages
   * @param title what people call it; nothing where nobody is told
   */
  record Repository(String url, String suite, long release, long index, String title) {
    String host() {
      return url.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    }

    int port() {
      return url.startsWith("https:") ? 443 : 80;
    }
  }

  /**
   * A package.
   *
   * @param size what is fetched, in octets
   * @param installed what it takes on the disk, in KiB
   * @param suite the repository that it comes from
   * @param qualified dpkg calls it by name and architecture (Multi-Arch: same)
   */
  record Package(
      String name,
      String version,
      String arch,
      long size,
      long installed,
      String suite,
      boolean qualified) {}

  /**
   * What is done for a name that is asked for.
   *
   * @param tools the programs that it brings
   * @param unpacked all packages in the order in which they are unpacked
   * @param recommended those of them that come only because they are recommended
   * @param configured all in the order in which they are set up
   * @param suggested what is only named
   * @param leftOut what is recommended and named when nothing comes only for that
   */
  record Offer(
      String name,
      List<String> tools,
      List<String> unpacked,
      Set<String> recommended,
      List<String> configured,
      List<String> suggested,
      List<String> leftOut) {
    /** A package that nothing comes with, and that brings no program. */
    static Offer of(Package made) {
      List<String> alone = List.of(made.name());
      return new Offer(made.name(), List.of(), alone, Set.of(), alone, List.of(), List.of());
    }

    /** The packages that come, with or without those that are only recommended. */
    List<String> unpacked(boolean withRecommended) {
      return unpacked.stream()
          .filter(name -> withRecommended || !recommended.contains(name))
          .toList();
    }
  }

  /**
   * The image of the distribution, before anything is installed.
   *
   * @param packages how many
   * @param files files and directories of all of them
   * @param size what they take, in KiB
   * @param libc the version of its C library
   * @param manager the major version of its package manager
   */
  record Base(int packages, int files, long size, String libc, int manager) {}

  private Archive(Neighbour source) {
    this.source = source;
  }

  /** The archive of a release; empty when there is no data about it. It is read when it is used. */
  static Optional<Archive> of(String release) {
    return Optional.ofNullable(
        KNOWN.computeIfAbsent(release, wanted -> begun(wanted).orElse(null)));
  }

  private static Optional<Archive> begun(String release) {
    if (RELEASES.contains(release)) {
      return Optional.of(new Archive(new Neighbour(release, release, "", "")));
    } else if (release.matches("alpine-3\\.\\d+")) {
      String branch = release.replace("alpine-", "v");
      return Optional.of(new Archive(new Neighbour(release, "alpine-3.22", "v3.22", branch)));
    }
    return NEIGHBOURS.stream()
        .filter(n -> release.equals(n.release()) || release.startsWith(n.release() + "."))
        .findFirst()
        .map(Archive::new);
  }

  List<Repository> repositories() {
    return read().repositories;
  }

  Base base() {
    return read().base;
  }

  /** The packages that provide a name that is no package's own. */
  List<String> providers(String name) {
    return read().virtual.getOrDefault(name, List.of());
  }

  /** The repository that a package comes from. */
  Repository repository(Package made) {
    return repositories().stream()
        .filter(r -> r.suite().equals(made.suite()) || r.suite().endsWith("-" + made.suite()))
        .findFirst()
        .orElse(repositories().get(0));
  }

  /** The names of all packages that there is data about. */
  Set<String> names() {
    return Set.copyOf(read().packages.keySet());
  }

  /** Whether the real archive has a package, modelled or not, as far as anybody here knows. */
  boolean has(String name) {
    return read().packages.containsKey(name) || others.contains(name);
  }

  Optional<Package> find(String name) {
    return Optional.ofNullable(read().packages.get(name));
  }

  Optional<Offer> offer(String name) {
    return Optional.ofNullable(read().offers.get(name)).map(lines -> offer(name, lines));
  }

  private synchronized Archive read() {
    if (isRead) {
      return this;
    }
    isRead = true;
    String whole = Resources.text(Archive.class, source.data() + ".txt");
    List<String> offer = List.of();
    for (String line : source.of(whole).split("\n")) {
      if (line.startsWith("= ")) {
        offer = new ArrayList<>();
        offers.put(line.substring(2).trim(), offer);
      }
      if (line.startsWith(" ", 1) && OFFERED.indexOf(line.charAt(0)) >= 0) {
        offer.add(line);
      } else {
        addLine(line.split(" "));
      }
    }
    return this;
  }

  private void addLine(String[] words) {
    switch (words[0]) {
      case "r" ->
          repositories.add(
              new Repository(
                  words[1],
                  words[2],
                  number(words[3]),
                  number(words[4]),
                  String.join(" ", List.of(words).subList(5, words.length))));
      case "b" ->
          base =
              new Base(
                  Integer.parseInt(words[1]),
                  Integer.parseInt(words[2]),
                  number(words[3]),
                  words[4],
                  Integer.parseInt(words[5]));
      case "o" -> others.addAll(List.of(words).subList(1, words.length));
      case "v" -> virtual.put(words[1], List.of(words).subList(2, words.length));
      case "p" ->
          packages.put(
              words[1],
              new Package(
                  words[1],
                  words[2],
                  words[3],
                  number(words[4]),
                  number(words[5]),
                  words[6],
                  words[7].equals("same")));
      default -> {
        // A comment.
      }
    }
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }

  private static Offer offer(String name, List<String> lines) {
    Map<Character, List<String>> parts = new LinkedHashMap<>();
    lines.forEach(line -> parts.put(line.charAt(0), words(line.substring(2))));
    List<String> marked = parts.getOrDefault('i', List.of(name));
    List<String> unpacked = marked.stream().map(word -> word.replace("?", "")).toList();
    List<String> recommended =
        marked.stream().filter(w -> w.startsWith("?")).map(w -> w.substring(1)).toList();
    return new Offer(
        name,
        parts.getOrDefault('t', List.of()),
        unpacked,
        Set.copyOf(recommended),
        parts.getOrDefault('c', unpacked),
        parts.getOrDefault('s', List.of()),
        parts.getOrDefault('n', List.of()));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.trim().split(" +")).filter(word -> !word.isEmpty()).toList();
  }
}
