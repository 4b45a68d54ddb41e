/**
 * The text rules of Dataverse (SQL Server, base language 1033: `_CI_AI`) as two functions of the database. PGlite carries no
 * ICU data, so that collations of its own are not to be had; both functions are immutable and may be indexed.
 *
 * - `dv_fold(text)`: two texts are equal in Dataverse exactly if their folds are. Case, accents and trailing blanks fall.
 * - `dv_sort(text)`: bytewise order of it is Dataverse's order: blanks, punctuation and symbols, digits, letters.
 *
 * An index is made under a search path of its own, so that one function names the other with its schema. What lists sort by is worth
 * an index on `(dv_sort(<column>) nulls first, <primary key>)`: the order of `order.ts` reads straight from it.
 *
 * The patterns of LIKE that SQL Server knows and PostgreSQL does not (`[a-z]`, `[^a]`) become regular expressions in
 * `text.ts`, matched against `dv_fold`.
 */
export const sqlSupport = `
create or replace function dv_fold(value text) returns text language sql immutable parallel safe as $$
  select case
    when octet_length(value) = char_length(value) then rtrim(lower(value), ' ')
    else rtrim(replace(replace(replace(lower(regexp_replace(normalize(value, NFD), '[\\u0300-\\u036f]', '', 'g')), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), ' ')
  end
$$;
create or replace function dv_sort(value text) returns text language sql immutable parallel safe as $$
  select translate(public.dv_fold(value), E' _-,;:!?.\\'"()[]{}@*/\\\\&#%\`^+<=>|~$', E'\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08\\x0b\\x0c\\x0e\\x0f\\x10\\x11\\x12\\x13\\x14\\x15\\x16\\x17\\x18\\x19\\x1a\\x1b\\x1c\\x1d\\x1e\\x1f\\x20\\x21\\x22\\x23\\x24')
$$;
`;
