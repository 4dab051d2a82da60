package passerelle.engine;

import java.util.List;

/**
 * What a container asks to have mounted.
 *
 * @param binds {@code -v SOURCE:TARGET[:MODE]}
 * @param volumes {@code -v TARGET}: volumes without a name
 * @param mounts {@code --mount}
 * @param from {@code --volumes-from CONTAINER[:MODE]}
 * @param tmpfs {@code --tmpfs TARGET[:OPTIONS]}
 * @param driver {@code --volume-driver}, empty for local
 */
public record Storage(
    List<String> binds,
    List<String> volumes,
    List<MountSpec> mounts,
    List<String> from,
    List<String> tmpfs,
    String driver) {
  /** Nothing. */
  public static final Storage NONE =
      new Storage(List.of(), List.of(), List.of(), List.of(), List.of(), "");
}
