/**
 * What every part of the engine speaks of: a container and what was asked for it, the engine's
 * settings, its versions ({@link passerelle.engine.EngineProfile}) and their words for what they
 * refuse. The engine itself is {@link passerelle.engine.daemon.Engine}, on top of the parts:
 *
 * <pre>
 * daemon -> build -> image -> life -> process -> network, volume -> state
 * </pre>
 */
package passerelle.engine;
