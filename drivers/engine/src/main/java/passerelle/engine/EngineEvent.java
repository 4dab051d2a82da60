package passerelle.engine;

import java.util.Map;

/**
 * Something that the engine has done (api/types/events).
 *
 * @param time nanoseconds since the lab was booted
 * @param type of the object: {@code container}, {@code network}, {@code image}, {@code volume}
 * @param action what was done: {@code create}, {@code start}, {@code exec_start: sh}...
 * @param actor the object's id; a volume's name
 * @param attributes what else is told, sorted by name
 */
public record EngineEvent(
    long time, String type, String action, String actor, Map<String, String> attributes) {}
