package passerelle.scenarios.replay;

import passerelle.scenarios.format.KernelKind;

/**
 * The lab a transcript wants.
 *
 * @param engine the engine version's name
 * @param kernel simulated or real
 * @param images the image catalogue: course, stand-in, or a path
 * @param name the transcript's name, to call the lab by
 * @param seed what all that is random in the lab grows from
 */
public record LabRequest(String engine, KernelKind kernel, String images, String name, long seed) {
  /** The seed of replays: the same every time, so that the same commands print the same bytes. */
  public static final long SEED = 1;

  /** The image catalogue of a transcript that names none. */
  public static final String DEFAULT_IMAGES = "course";
}
