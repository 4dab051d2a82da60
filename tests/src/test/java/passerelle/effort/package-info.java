/** How much the tests do: little enough for every day, or all of it in a campaign. */
package passerelle.effort;
