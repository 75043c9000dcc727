namespace DbWarden.Build.Tasks;
