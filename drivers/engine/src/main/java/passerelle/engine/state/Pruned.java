package passerelle.engine.state;

import java.util.List;

/**
 * What was removed because nothing used it.
 *
 * @param gone names or ids, as the engine tells them
 * @param reclaimed octets
 */
public record Pruned(List<String> gone, long reclaimed) {}
