package dev.adjoint.examples.toys;

import java.util.Locale;

/** Tells whether a word may be a misspelling of another. */
final class Spelling {
    private Spelling() {}

    /** Tells whether the words, in any case, start alike or differ by at most one edit for each three letters. */
    static boolean isClose(String typed, String known) {
        String word = typed.toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return false;
        }
        return known.startsWith(word) || word.startsWith(known) || distance(word, known) <= (known.length() + 2) / 3;
    }

    /**
     * Returns the least number of letters to insert, delete or replace to turn one word into the other.
     *
     * <p>Source: V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", Soviet
     * Physics Doklady 10 (1966); computed row by row.
     */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
