// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces character references: the five of XML, numeric ones, and the HTML names of the Latin-1
 * characters and some more, which descriptions use without declaring them. An ampersand that starts
 * none of them is kept. Replacements are not scanned again, so that the text never grows.
 */
final class XmlEntities {

  private static final Pattern REFERENCE =
      Pattern.compile(
          "&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));"
              + "|&(amp|lt|gt|quot|apos)(?![A-Za-z0-9])");

  /** The names in HTML 4 (W3C, HTML 4.01, section 24.2) of U+00A0 to U+00FF, in that order. */
  private static final String LATIN_1 =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn"
          + " sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
          + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave"
          + " Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave"
          + " Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig"
          + " ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute"
          + " ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

  private static final Map<String, String> NAMED = new HashMap<>();

  static {
    String[] names = LATIN_1.split(" ", -1);
    for (int i = 0; i < names.length; i++) {
      NAMED.put(names[i], Character.toString(0xa0 + i));
    }
    NAMED.putAll(Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'"));
    NAMED.putAll(
        Map.of("ndash", "\u2013", "mdash", "\u2014", "lsquo", "\u2018", "rsquo", "\u2019"));
    NAMED.putAll(Map.of("ldquo", "\u201c", "rdquo", "\u201d", "bull", "\u2022"));
    NAMED.putAll(Map.of("hellip", "\u2026", "euro", "\u20ac", "trade", "\u2122"));
  }

  private XmlEntities() {}

  /** Returns the text with its references replaced. */
  static String replace(String text) {
    return text.indexOf('&') < 0
        ? text
        : REFERENCE
            .matcher(text)
            .replaceAll(reference -> Matcher.quoteReplacement(character(reference)));
  }

  private static String character(MatchResult reference) {
    if (reference.group(1) != null) {
      return character(reference, Integer.parseInt(reference.group(1)));
    }
    if (reference.group(2) != null) {
      return character(reference, Integer.parseInt(reference.group(2), 16));
    }
    String name = reference.group(3) == null ? reference.group(4) : reference.group(3);
    return NAMED.getOrDefault(name, reference.group());
  }

  private static String character(MatchResult reference, int number) {
    return Character.isValidCodePoint(number) ? Character.toString(number) : reference.group();
  }
}
