--
-- A dump as pg_dump writes it.
--

\restrict a1B2c3

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;

--
-- Name: note(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.note() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  new.v := new.v || ';' || $$'$$;
  RETURN new;
END;
$_$;

CREATE TABLE public.item (
    id integer NOT NULL,
    v text DEFAULT ';'::text
);

--
-- Data for Name: item; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.item (id, v) FROM stdin;
1	;'
2	\\x
\.


ALTER TABLE ONLY public.item ADD CONSTRAINT item_pkey PRIMARY KEY (id);
CREATE TRIGGER note BEFORE INSERT ON public.item FOR EACH ROW EXECUTE FUNCTION public.note();

--
-- PostgreSQL database dump complete
--

\unrestrict a1B2c3

