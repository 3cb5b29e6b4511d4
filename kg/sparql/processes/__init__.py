"""The processes that queries run in. The engine cannot be interrupted, so a query is stopped by killing its process.

single_query    one process for one query: for the command line and the API
pool            the server's processes: a bounded queue, a timeout, a new process for each that was killed
query_process   one process of the pool, as the server sees it
worker          the program of a process of the pool
wire            the frames that server and worker exchange
"""
