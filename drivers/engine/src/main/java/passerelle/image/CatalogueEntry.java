package passerelle.image;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An entry of a catalogue, which is read when its image is asked for. */
final class CatalogueEntry {
  private final List<String> references;
  private final boolean listed;
  private final Supplier<ImageEntry> reader;
  private Optional<ImageEntry> entry = Optional.empty();

  /**
   * An entry that is not read yet.
   *
   * @param references its names with their tags, in the familiar form
   * @param listed whether an engine with a full store has it from the start
   */
  CatalogueEntry(List<String> references, boolean listed, Supplier<ImageEntry> reader) {
    this.references = references;
    this.listed = listed;
    this.reader = reader;
  }

  /** An entry that is read. */
  static CatalogueEntry of(ImageEntry entry) {
    return new CatalogueEntry(entry.references(), entry.isListed(), () -> entry);
  }

  List<String> references() {
    return references;
  }

  boolean isListed() {
    return listed;
  }

  /** Whether a repository is one of this entry's. */
  boolean isOf(String repository) {
    return references.stream().anyMatch(reference -> reference.startsWith(repository + ":"));
  }

  /** The image that its names stand for. */
  Image image() {
    return entry().image();
  }

  /** The image behind a repository and tag, in the familiar form. */
  Optional<Image> find(String reference) {
    int colon = reference.lastIndexOf(':');
    return colon >= 0 && isOf(reference.substring(0, colon))
        ? entry().find(reference)
        : Optional.empty();
  }

  private synchronized ImageEntry entry() {
    if (entry.isEmpty()) {
      entry = Optional.of(reader.get());
    }
    return entry.get();
  }
}
