/**
 * The Docker-like engine: containers and networks and what is done with them, on top of the network
 * drivers and the kernel port. Its twin is dockerd; engine versions differ by their {@link
 * passerelle.engine.EngineProfile}.
 */
package passerelle.engine;
