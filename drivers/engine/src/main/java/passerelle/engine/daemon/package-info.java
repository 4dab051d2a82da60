/**
 * The engine as a whole, which is what others ask: {@link passerelle.engine.daemon.Engine}, and the
 * daemon's own end and beginning. Its twin is dockerd.
 */
package passerelle.engine.daemon;
