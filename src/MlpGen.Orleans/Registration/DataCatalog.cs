using System.Numerics;
using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>The data sets of a silo, each loaded once, when it is first asked for.</summary>
internal sealed class DataCatalog
{
    private readonly Dictionary<string, Lazy<object>> _sets = new(StringComparer.Ordinal);

    public void Add<T>(string name, Func<DataSet<T>> load)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!_sets.TryAdd(name, new Lazy<object>(load)))
        {
            throw new ArgumentException($"Expected each data set to be registered once, but '{name}' is there already.", nameof(name));
        }
    }

    public DataSet<T> Get<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!_sets.TryGetValue(name, out Lazy<object>? set))
        {
            throw new ArgumentException($"Expected a data set that this silo has ({Names.Of(_sets.Keys)}), but got '{name}'.", nameof(name));
        }

        return set.Value as DataSet<T>
            ?? throw new ArgumentException($"Expected data set '{name}' to have numbers of type {typeof(T).Name}, but it is a {set.Value.GetType().Name} of others.", nameof(name));
    }
}
