-- As the server's superuser, once: psql -f deploy/postgresql/roles.sql. Then a password for each: \password pathway_owner …
-- Who owns the tables updates them and serves nobody; who serves can only add to what is written once; who backs up only reads.
CREATE ROLE pathway_owner LOGIN;
CREATE ROLE pathway LOGIN;
CREATE ROLE pathway_backup LOGIN;
GRANT pg_read_all_data TO pathway_backup;
CREATE DATABASE pathway OWNER pathway_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE pathway FROM PUBLIC;
GRANT CONNECT ON DATABASE pathway TO pathway, pathway_backup;
-- nobody waits for ever for a lock, and no forgotten transaction holds others up
ALTER ROLE pathway SET lock_timeout = '30s';
ALTER ROLE pathway SET idle_in_transaction_session_timeout = '10min';
-- What the role “pathway” may do to each table is given by the program, which knows its tables, after each migration:
-- manage.py grant_application_role pathway
