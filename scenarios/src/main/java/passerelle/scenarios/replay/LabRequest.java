package passerelle.scenarios.replay;

import passerelle.files.Outputs;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Typing;
import passerelle.text.Language;

/**
 * The lab a transcript wants.
 *
 * @param engine the engine version's name
 * @param kernel simulated or real
 * @param images the image catalogue
 * @param name the transcript's name, to call the lab by
 * @param seed what all that is random in the lab grows from
 * @param language of Passerelle's own words
 * @param typing who types its commands
 * @param outputs where commands of the lab may write
 */
public record LabRequest(
    String engine,
    KernelKind kernel,
    ImageCatalogue images,
    String name,
    long seed,
    Language language,
    Typing typing,
    Outputs outputs) {
  /** The seed of replays: the same every time, so that the same commands print the same bytes. */
  public static final long SEED = 1;

  /** The image catalogue of a transcript that names none. */
  public static final String DEFAULT_IMAGES = "course";

  /** The same lab under another engine, to see what that answers; it writes nothing. */
  public LabRequest under(String otherEngine) {
    return new LabRequest(
        otherEngine, kernel, images, name, seed, language, typing, Outputs.inMemory());
  }
}
