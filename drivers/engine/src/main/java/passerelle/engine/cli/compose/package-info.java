/** {@code docker compose}: its twin is the plug-in docker/compose. */
package passerelle.engine.cli.compose;
